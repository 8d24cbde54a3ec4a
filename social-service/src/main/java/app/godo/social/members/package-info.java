/** Who is in a group: joining, being put in, another part in it, leaving. */
package app.godo.social.members;
