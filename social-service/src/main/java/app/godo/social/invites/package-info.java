/** Asking people to join a group: one by one, or whoever has a link. */
package app.godo.social.invites;
