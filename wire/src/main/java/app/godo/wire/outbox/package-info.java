/** Facts leave through a table in the same transaction as the change; the relay carries them to Kafka. */
package app.godo.wire.outbox;
