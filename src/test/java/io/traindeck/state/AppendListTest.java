package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AppendListTest {

    @Property
    void isTheListItClaimsToBeHoweverItsPastIsOpenedAgain(
            @ForAll @Size(max = 200) List<@IntRange(max = 99) Integer> ops) {
        List<AppendList<Integer>> moments = new ArrayList<>(List.of(AppendList.<Integer>empty()));
        List<List<Integer>> expected = new ArrayList<>(List.of(List.of()));
        for (int op : ops) {
            int from = op % moments.size();
            AppendList<Integer> moment = moments.get(from);
            List<Integer> list = new ArrayList<>(expected.get(from));
            if (op % 5 == 0) {
                moments.add(moment.first(op / 5));
                expected.add(list.subList(0, Math.min(list.size(), op / 5)));
            } else if (op % 5 == 1) {
                moments.add(moment.last(op / 5));
                expected.add(list.subList(Math.max(0, list.size() - op / 5), list.size()));
            } else {
                list.add(op);
                moments.add(moment.append(op));
                expected.add(list);
            }
        }
        assertThat(moments).isEqualTo(expected);
    }

    @Property
    void keepsNoMoreThanAskedFor(
            @ForAll @IntRange(min = 1, max = 40) int most, @ForAll @IntRange(max = 500) int count) {
        AppendList<Integer> list = AppendList.empty();
        for (int i = 0; i < count; i++) {
            list = list.append(i, most);
        }
        assertThat(list).hasSize(Math.min(most, count));
        assertThat(list.lastOrNull()).isEqualTo(count == 0 ? null : (Integer) (count - 1));
    }
}
