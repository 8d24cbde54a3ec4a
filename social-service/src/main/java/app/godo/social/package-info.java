/** social-service: who knows whom, and groups. */
package app.godo.social;
