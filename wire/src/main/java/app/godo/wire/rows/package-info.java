/** The only door to the database: transactions that know who is asking, for row level security. */
package app.godo.wire.rows;
