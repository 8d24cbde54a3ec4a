/** The deck's model: trained in the background on what people swiped, judged by what they swiped later, served by version. */
package app.godo.reco.training;
