/** Being signed in: sessions, the tokens that prove them, and their end. */
package app.godo.users.session;
