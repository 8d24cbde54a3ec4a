/** Reads the manifests and the compose file, and holds them against the services' own configuration. */
package app.godo.kubernetes;
