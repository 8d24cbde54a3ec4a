/** How often: a sliding window in Redis that all replicas share, and a local one for the time without Redis. */
package app.godo.gateway.limits;
