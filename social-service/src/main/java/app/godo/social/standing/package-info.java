/** What every part of a group asks first: who somebody is in it, and how much of a kind they may still make today. */
package app.godo.social.standing;
