/** The messages that cross Kafka: sealed families of records, past tense, versioned by name (CloudEvents 1.0, binary mode). */
package app.godo.wire.facts;
