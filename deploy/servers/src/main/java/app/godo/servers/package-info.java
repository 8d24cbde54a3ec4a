/**
 * Real Postgres, Kafka and Redis for one folder and one set of loopback ports: started together, stopped together, and
 * never left behind when the process that started them dies.
 */
package app.godo.servers;
