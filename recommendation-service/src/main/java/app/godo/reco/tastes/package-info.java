/** What each person likes and has seen: a vector in Redis that is an exact fold of their swipes. */
package app.godo.reco.tastes;
