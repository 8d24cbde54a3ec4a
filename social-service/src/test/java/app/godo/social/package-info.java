/** What the tests of social-service share. */
package app.godo.social;
