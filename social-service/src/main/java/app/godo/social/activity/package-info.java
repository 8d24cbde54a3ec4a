/** Where others go, for whom they let see it: calendars, and what friends decided lately. */
package app.godo.social.activity;
