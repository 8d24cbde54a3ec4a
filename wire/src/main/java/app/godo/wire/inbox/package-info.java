/** Facts come in at least once and take effect once; what cannot be understood goes to the dead-letter topic. */
package app.godo.wire.inbox;
