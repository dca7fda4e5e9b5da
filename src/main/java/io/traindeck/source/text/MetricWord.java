package io.traindeck.source.text;

import java.util.Set;

/** Words in the names of metrics: they show that a number is a metric if its line does not show it otherwise. */
final class MetricWord {
    private static final Set<String> WORDS =
            Set.of(("loss losses acc accuracy err error ppl perplexity bleu rouge rougel f1 auc auroc map ap iou "
                            + "miou dice psnr ssim lpips fid kid reward rewards return returns lr gnorm grad norm wer cer nll "
                            + "kl mse mae rmse mape logloss entropy recall precision score top1 top5 mfu tps elbo bpc bpb uas "
                            + "las corr r2 rmsle ndcg learn ce bce mrr hit objective cost metric fscore jaccard perp trl tel "
                            + "sensitivity specificity kappa fpr tpr mcc spearman pearson meaniu acc1 acc5 loss1 loss2")
                    .split(" "));

    private MetricWord() {}

    static boolean isIn(String name) {
        int from = 0;
        for (int at = 0; at <= name.length(); at++) {
            if (at == name.length() || !Character.isLetterOrDigit(name.charAt(at))) {
                String word = name.substring(from, at);
                if (WORDS.contains(word) || word.endsWith("loss") || word.endsWith("acc")) {
                    return true;
                }
                from = at + 1;
            }
        }
        return name.contains("learning_rate");
    }
}
