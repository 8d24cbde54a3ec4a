/**
 * What a deck is ranked with: models over plain arrays, fitted once with a seed and never changed after, so that they can be
 * swapped whole. People and items are numbers from 0; scores are only comparable within one person unless said otherwise.
 */
package app.godo.reco.models;
