/**
 * Pictures that people send: taken, made harmless, kept in an object store, and shown to whoever knows their address. Each service
 * that shows some has a table {@code images} and a view {@code shown_images} in its schema, and a {@link
 * app.godo.pictures.SourceHash}.
 */
package app.godo.pictures;
