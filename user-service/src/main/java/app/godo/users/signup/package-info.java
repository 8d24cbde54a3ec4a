/** Joining Godo. */
package app.godo.users.signup;
