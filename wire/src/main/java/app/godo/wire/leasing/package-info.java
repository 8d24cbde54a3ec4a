/** Who of several replicas runs a job: a row with an end and a fence. */
package app.godo.wire.leasing;
