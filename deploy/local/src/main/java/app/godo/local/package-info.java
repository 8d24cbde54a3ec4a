/** The fleet on one machine: what {@code ./godo} starts, and the servers the tests of every module share. */
package app.godo.local;
