/** What a group decides to go to. */
package app.godo.social.plans;
