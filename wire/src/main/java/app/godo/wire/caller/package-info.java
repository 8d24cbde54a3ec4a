/** Who is asking: access tokens, the keys that sign them and the sessions that were ended. */
package app.godo.wire.caller;
