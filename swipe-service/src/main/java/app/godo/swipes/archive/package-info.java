/** Puts swipes of long ago away. */
package app.godo.swipes.archive;
