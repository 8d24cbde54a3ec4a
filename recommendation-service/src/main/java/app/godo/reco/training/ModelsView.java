package app.godo.reco.training;

import java.util.List;

/** The models that are kept, the latest first. */
record ModelsView(List<ModelView> items) {}
