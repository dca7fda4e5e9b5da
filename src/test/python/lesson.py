"""The lesson's loop in PyTorch on a small network and made images: lesson.py EPOCHS [SAVE_EVERY_STEPS].

The lines with "run", "ask" and "resume" are what a script needs to be watched and steered; the rest is the script as it was.
"""

import os
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

import traindeck

EPOCHS, SAVE_EVERY = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
BATCH, IMAGES, SIZE, CLASSES, SEED = 16, 160, 8, 4, 7
torch.manual_seed(SEED)
torch.set_num_threads(1)


def images(count, seed):
    """Stripes in one of four directions, in noise."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(0, CLASSES, (count,), generator=generator)
    row, column = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    kinds = torch.stack([row % 4 < 2, column % 4 < 2, (row + column) % 4 < 2, (row - column) % 4 < 2]).float()
    return kinds[labels][:, None] + torch.randn(count, 1, SIZE, SIZE, generator=generator), labels


def block(cin, cout):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Dropout2d(0.1))


model = nn.Sequential(block(1, 8), block(8, 16), nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, CLASSES))
train_x, train_y = images(IMAGES, SEED)
val_x, val_y = images(80, SEED + 1)
batches = IMAGES // BATCH
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=5e-2)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=EPOCHS * batches + 1)

run = traindeck.start(epochs=EPOCHS, steps_per_epoch=batches, config={"batch_size": BATCH, "seed": SEED})
first_epoch, first_batch, train_loss, best_acc = 1, 0, 0.0, 0.0
if run.resume:
    saved = torch.load(run.resume)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    torch.set_rng_state(saved["random"])
    first_epoch, first_batch, train_loss = saved["epoch"], saved["batch"], saved["train_loss"]
    best_acc = saved["best_acc"]


def save(epoch, batch, kind):
    path = os.path.join(run.path, "checkpoints", "step-%08d.pt" % ((epoch - 1) * batches + batch))
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
             "random": torch.get_rng_state(), "epoch": epoch, "batch": batch, "train_loss": train_loss,
             "best_acc": best_acc}
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)
    run.saved(path, kind)


def train():
    global train_loss, best_acc
    for epoch in range(first_epoch, EPOCHS + 1):
        order = torch.randperm(IMAGES, generator=torch.Generator().manual_seed(SEED + epoch))
        begin = first_batch if epoch == first_epoch else 0
        train_loss = train_loss if begin else 0.0
        for batch in range(begin, batches):
            model.train()
            chosen = order[batch * BATCH:(batch + 1) * BATCH]
            lr = schedule.get_last_lr()[0]
            optimizer.zero_grad()
            loss = F.cross_entropy(model(train_x[chosen]), train_y[chosen])
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            train_loss += loss.item() / batches
            step = (epoch - 1) * batches + batch + 1
            ask = run.step(step, epoch=epoch, loss=loss, lr=lr, grad_norm=norm)
            if ask.save or SAVE_EVERY and step % SAVE_EVERY == 0:
                save(epoch, batch + 1, "key" if ask.save else "step")
            if ask.stop or ask.park:
                return
        model.eval()
        with torch.no_grad():
            scores = model(val_x)
        val_loss, val_acc = F.cross_entropy(scores, val_y).item(), (scores.argmax(1) == val_y).float().mean().item()
        print("epoch %02d | train %.3f | val %.3f | acc %.1f%% | lr %.1e"
              % (epoch, train_loss, val_loss, 100 * val_acc, schedule.get_last_lr()[0]), flush=True)
        run.epoch(epoch, train_loss=train_loss, val_loss=val_loss, val_acc=val_acc, lr=schedule.get_last_lr()[0],
                  best=val_acc > best_acc)
        best_acc = max(best_acc, val_acc)


train()
