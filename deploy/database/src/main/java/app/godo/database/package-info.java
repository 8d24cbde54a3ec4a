/** The schema of the one Postgres: who may connect, what is stored, and who may see which row. */
package app.godo.database;
