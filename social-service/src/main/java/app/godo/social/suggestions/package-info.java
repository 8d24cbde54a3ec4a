/** People whom somebody may know, unless either of the two wants none of it. */
package app.godo.social.suggestions;
