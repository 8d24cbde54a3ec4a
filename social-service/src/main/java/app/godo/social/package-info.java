/** social-service: who knows whom. */
package app.godo.social;
