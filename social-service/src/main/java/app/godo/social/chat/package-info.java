/** What is said in a group, in the one order that the group's row gives it. */
package app.godo.social.chat;
