/** What was learned of a person: shown to them, corrected and forgotten as they say. */
package app.godo.reco.learned;
