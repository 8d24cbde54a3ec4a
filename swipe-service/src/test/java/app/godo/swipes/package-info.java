/** What the tests of swipe-service share. */
package app.godo.swipes;
