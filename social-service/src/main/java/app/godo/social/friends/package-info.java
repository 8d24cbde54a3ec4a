/** Friendships and what comes before and after them: requests, refusals, ends and blocks. */
package app.godo.social.friends;
