/** What crosses a process boundary, or the rules of the one database; nothing else. */
package app.godo.wire;
