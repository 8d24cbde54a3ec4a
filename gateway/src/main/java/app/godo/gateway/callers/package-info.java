/** Who asks: access tokens, and the sessions whose tokens are over. */
package app.godo.gateway.callers;
