/** {@code ./godo load}: closed-loop load on the hot paths, through the gateway of a fleet of its own, by Hyperfoil. */
package app.godo.load;
