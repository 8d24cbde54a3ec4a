/** Secrets at rest: columns that only this service can read, and tokens that are kept as their hash. */
package app.godo.users.secrets;
