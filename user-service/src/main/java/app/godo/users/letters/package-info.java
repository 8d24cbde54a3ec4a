/** The secrets of letters: what their reader proves, and how often it may be tried. */
package app.godo.users.letters;
