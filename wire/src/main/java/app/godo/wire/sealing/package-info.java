/** The rotation of keys: what one has sealed, or made, is made anew with the next one. */
package app.godo.wire.sealing;
