/** Passwords: Argon2id, on threads of its own. */
package app.godo.users.passwords;
