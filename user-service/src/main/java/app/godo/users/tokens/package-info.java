/** Access tokens: the keys that sign them, and the public half for whoever verifies them. */
package app.godo.users.tokens;
