/** What somebody may have only so much of in a while. */
package app.godo.users.allowances;
