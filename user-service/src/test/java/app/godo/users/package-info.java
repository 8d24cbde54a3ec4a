/** What the tests of user-service share: someone who signs up, and a clock that moves. */
package app.godo.users;
