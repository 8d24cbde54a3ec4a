/** How long a request is still waited for, and what becomes of it then. */
package app.godo.wire.deadline;
