package io.traindeck.metric;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The words that names of metrics are made of, and their meanings: the place where a new name is taught. A phrase of
 * several words goes before its single words. A word that is in no line here is {@link Kind#OTHER}; a word is listed as
 * such only if its neighbours would otherwise decide for it.
 */
final class Words {
    /** The meaning of a phrase. */
    record Meaning(Kind kind, Set<Trait> traits) {}

    /** A kind, its traits, and the phrases that mean it. A phrase that begins with = must be the whole quantity. */
    private static final String MEANINGS =
            """
            LOSS WHOLE: =loss, =total loss, =loss total
            LOSS: loss, losses, cost, nll, ce, bce, vb, xent, crossentropy, cross entropy, logloss, log loss, mlogloss
            LOSS: multi logloss, binary logloss, deviance, mse, mae, rmse, msle, rmsle, mape, smape, l1, huber, hinge
            LOSS: ppl, bpb, bpc, bpd, bits per byte, bits per char, bits per character, bits per dim, nats, penalty
            LOSS: brier, ece, crps, regret, abs rel, sq rel, silog
            LOSS VERDICT: error, merror, error rate
            LOSS VERDICT HELD_OUT: wer, cer, uer, ter, der, eer, fid, fvd, fad, kid, lpips, epe, ade, fde, mpjpe, hd95, hausdorff

            SCORE SHARE VERDICT: acc, acc norm, bacc, macc, aacc, top, top1, f1, f2, fscore, mfscore, fbeta, exact match, em
            SCORE SHARE VERDICT: iou, miou, fwiou, dice, mdice, dsc, jaccard, success rate, win rate, winrate, solve rate
            SCORE SHARE VERDICT: pass rate, hit rate, uas, las
            SCORE SHARE VERDICT HELD_OUT: ap, map, map50 95, map 0 5 0 95, map 5 95, map 50 95, pq, mrr, hellaswag, mmlu, gsm8k, lambada
            SCORE SHARE VERDICT HELD_OUT: piqa, winogrande, boolq, humaneval, mbpp, pass
            SCORE SHARE HELD_OUT: ap50, ap75, aps, apm, apl, ar, map50, map75, map 50, map 75, map 0 5, map 5, map s, map m, map l
            SCORE SHARE: top3, top5, top10, precision, mprecision, recall, mrecall, =p, =r, sensitivity, specificity, hit, hits
            SCORE VERDICT: auc, auroc, roc auc, auprc, aucpr, average precision, ndcg, r2, pearson, spearman, mcc, kappa, cindex
            SCORE VERDICT: psnr, ssim, msssim
            SCORE VERDICT HELD_OUT: bleu, bleu4, sacrebleu, chrf, meteor, cider, spice, rouge, rouge1, rouge2, rougel, rougelsum
            SCORE VERDICT HELD_OUT: comet, bertscore, nds, mota, idf1, hota, elo, is50k
            SCORE VERDICT REWARD: reward, rewards, return, returns
            SCORE VERDICT: score, scores
            SCORE: margin, margins, explained variance

            RATE: lr
            NORM: norm, norms, grad norm, =grad, =gn
            SPEED: per s, per minute, per min, per hour, per day, throughput, speed, fps, sps, ips, wps, ups, tps, tgs, qps
            SPEED: flops, tflop, tflops, mfu, hfu
            TIME: time, times, time cost, timing, timer, timers, runtime, walltime, datatime, wall, elapsed, duration, latency, eta
            TIME: s per, ms per, us per, minutes per, hours per, sec, secs, second, seconds, ms, us, minutes, hours, days
            COUNT: step, steps, timestep, timesteps, time step, time steps, iter, iters, iteration, iterations, epoch, epochs
            COUNT: batch, batches, update, updates, episode, episodes, sample, samples, image, images, token, tokens, ntokens
            COUNT: nsentences, sentences, kimg, tick, num, count, total flos, wpb, bsz, batch size, global step

            OTHER: loss scale, loss scaler, loss weight, loss coef, loss ratio, grad acc, lr scale, timestamp
            OTHER: entropy, kl, kld, approxkl, clipfrac, clip fraction, clip ratio, chosen, rejected, non score reward
            OTHER: real, fake, signs, real score, fake score, prob ppl, code ppl, len, length
            """;

    /** The usual spelling of each phrase, and the other spellings. */
    private static final String SYNONYMS =
            """
            acc: accuracy, accuracies, acc score, accuracy score
            lr: learning rate, learningrate
            grad norm: gnorm, gradnorm, gradient norm, grad gnorm, gradients norm, grads norm
            ppl: perplexity
            error: err, errors, merr
            reward: rew
            episode: ep, episodic
            precision: prec
            f1: f1 score, f score
            iou: iou score
            miou: mean iou
            dice: dice score
            bleu: bleu score
            mse: mean squared error
            mae: mean absolute error
            rmse: root mean squared error
            mape: mean absolute percentage error
            heldout: held out, hold out, holdout
            per s: per sec, per secs, per second, per seconds, persecond, persec
            s per: sec per, secs per, second per, seconds per
            train loss: trl
            test loss: tel
            """;

    /** The capacity of the tables, which is more than there are phrases, so that no table grows. */
    private static final int CAPACITY = 1024;

    private static final Map<String, Meaning> MEANING = meanings();
    private static final Map<String, String> SYNONYM = synonyms();

    private static final Map<String, Part> PARTS = Map.ofEntries(
            Map.entry("train", Part.TRAIN),
            Map.entry("trn", Part.TRAIN),
            Map.entry("training", Part.TRAIN),
            Map.entry("val", Part.VALIDATION),
            Map.entry("valid", Part.VALIDATION),
            Map.entry("validation", Part.VALIDATION),
            Map.entry("eval", Part.VALIDATION),
            Map.entry("evaluation", Part.VALIDATION),
            Map.entry("dev", Part.VALIDATION),
            Map.entry("heldout", Part.VALIDATION),
            Map.entry("test", Part.TEST),
            Map.entry("testing", Part.TEST));

    /** The titles of quantities, however a log spells them. */
    private static final Map<String, String> TITLES = Map.of(
            "loss",
            "loss",
            "acc",
            "accuracy",
            "lr",
            "learning rate",
            "grad_norm",
            "gradient norm",
            "ppl",
            "perplexity");

    /** Words that say how a number was made of several; they do not change what it is. */
    private static final Set<String> AVERAGES =
            Set.of("mean", "avg", "average", "running", "current", "curr", "cur", "smoothed", "smooth");

    private static final Set<String> EXTREMES =
            Set.of("min", "max", "best", "lowest", "highest", "peak", "minimum", "maximum");

    /** Words for how far values are apart: then neither high nor low is better, whatever was measured. */
    private static final Set<String> SPREADS = Set.of("std", "stddev", "stdev", "stderr");

    /** The words by which Lightning and Keras say over which interval they took a mean. */
    private static final Set<String> INTERVALS = Set.of("step", "epoch", "batch", "iter", "iteration");

    /** Folders that hold metrics of any sort. */
    private static final Set<String> FOLDERS = Set.of("metrics", "plots", "charts", "scalars", "info");

    private static final Set<String> SECONDS = Set.of("s", "sec", "secs", "second", "seconds", "minute", "hour");
    private static final Set<String> TIMES = Set.of("s", "sec", "secs", "seconds", "ms", "us");
    private static final Set<String> TIMED = Set.of(
            "it", "iter", "iteration", "step", "tick", "kimg", "batch", "epoch", "sample", "token", "image", "img");

    private Words() {}

    /** Returns the meaning of a phrase, whose words have blanks between them; null if it is not known. */
    static Meaning meaning(String phrase) {
        return MEANING.get(phrase);
    }

    /** Returns the usual spelling of a phrase; null if it is not a known variant. */
    static String synonym(String phrase) {
        return SYNONYM.get(phrase);
    }

    /** Returns the part that a word names, with or without a number after it; null if it names none. */
    static Part part(String word) {
        Part part = PARTS.get(word);
        return part == null ? PARTS.get(withoutNumber(word)) : part;
    }

    static Set<String> parts() {
        return PARTS.keySet();
    }

    /** Returns the title of a chart of that quantity; null if the quantity has no usual title. */
    static String title(String quantity) {
        return TITLES.get(quantity);
    }

    static boolean isKnown(String word) {
        return MEANING.containsKey(word) || SYNONYM.containsKey(word) || PARTS.containsKey(word);
    }

    static boolean isAverage(String word) {
        return AVERAGES.contains(word);
    }

    static boolean isExtreme(String word) {
        return EXTREMES.contains(word);
    }

    static boolean isSpread(String word) {
        return SPREADS.contains(word);
    }

    static boolean isInterval(String word) {
        return INTERVALS.contains(word);
    }

    static boolean isFolder(String word) {
        return FOLDERS.contains(word);
    }

    /** Returns whether {@code above/below} is an amount in a time, such as {@code images/sec}. */
    static boolean isSpeed(String above, String below) {
        Meaning meaning = MEANING.get(above);
        return SECONDS.contains(below) && (meaning == null || meaning.kind() != Kind.TIME);
    }

    /** Returns whether {@code above/below} is the time that one takes, such as {@code sec/tick}. */
    static boolean isPace(String above, String below) {
        return TIMES.contains(above) && TIMED.contains(below);
    }

    /**
     * Returns a word without the number, or the number of thousands, at its end: lr0 becomes lr, fid50k becomes fid.
     */
    static String withoutNumber(String word) {
        int end = word.length();
        if (end > 1 && word.charAt(end - 1) == 'k' && Character.isDigit(word.charAt(end - 2))) {
            end--;
        }
        while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new HashMap<>(CAPACITY);
        for (int at = 0; at < MEANINGS.length(); at = MEANINGS.indexOf('\n', at) + 1) {
            int colon = MEANINGS.indexOf(':', at);
            if (MEANINGS.charAt(at) != '\n') {
                putAll(
                        meanings,
                        MEANINGS,
                        colon,
                        meaning(MEANINGS.substring(at, colon).split(" ")));
            }
        }
        return meanings;
    }

    private static Meaning meaning(String[] head) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (int i = 1; i < head.length; i++) {
            traits.add(Trait.valueOf(head[i]));
        }
        return new Meaning(Kind.valueOf(head[0]), traits);
    }

    private static Map<String, String> synonyms() {
        Map<String, String> synonyms = new HashMap<>(CAPACITY);
        for (int at = 0; at < SYNONYMS.length(); at = SYNONYMS.indexOf('\n', at) + 1) {
            int colon = SYNONYMS.indexOf(':', at);
            putAll(synonyms, SYNONYMS, colon, SYNONYMS.substring(at, colon));
        }
        return synonyms;
    }

    /**
     * Takes in the phrases between a colon and the end of its line. Splitting with streams and patterns would take
     * several times as long, and the first picture waits for these tables.
     */
    private static <V> void putAll(Map<String, V> table, String text, int colon, V value) {
        int lineEnd = text.indexOf('\n', colon);
        int at = colon + 2;
        while (at < lineEnd) {
            int comma = text.indexOf(", ", at);
            int end = comma < 0 ? lineEnd : Math.min(comma, lineEnd);
            put(table, text.substring(at, end), value);
            at = end + 2;
        }
    }

    private static <V> void put(Map<String, V> table, String phrase, V value) {
        if (table.put(phrase, value) != null) {
            throw new IllegalStateException("the table has '" + phrase + "' twice");
        }
    }
}
