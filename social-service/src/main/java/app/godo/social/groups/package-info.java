/** Groups: make one, find one, read, change and delete it. */
package app.godo.social.groups;
