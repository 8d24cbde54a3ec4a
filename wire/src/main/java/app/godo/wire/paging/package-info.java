/** Pages and the opaque, signed cursors between them. */
package app.godo.wire.paging;
