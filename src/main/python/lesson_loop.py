"""Times the loop of the lesson, "Training Deeper Networks: Stability & Regularization", in PyTorch.

lesson_loop.py STEPS THREADS

Prints one JSON object: the median seconds of STEPS training steps in batches of 128, those of validating an image, and the
seconds from the start of Python to the first step. The images are noise that lies in memory already, neither cropped nor
flipped, so the figures flatter this loop a little: the lesson's DataLoader takes time of its own.
"""
import time

BEGIN = time.monotonic()

import json
import sys

import torch
from torch import nn

STEPS, THREADS = int(sys.argv[1]), int(sys.argv[2])
BATCH, VALIDATION_BATCH, WARM_UP = 128, 256, 5


def block(cin, cout, dropout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(),
        nn.Conv2d(cout, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout2d(dropout))


class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(block(3, 64, 0.15), block(64, 128, 0.15), block(128, 256, 0.15))
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(256 * 4 * 4, 512), nn.ReLU(), nn.Dropout(0.5), nn.Linear(512, 10))

    def forward(self, x):
        return self.head(self.features(x))


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


torch.set_num_threads(THREADS)
torch.manual_seed(42)
model = CifarCNN()
decay = [p for p in model.parameters() if p.ndim >= 2]
plain = [p for p in model.parameters() if p.ndim < 2]
optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 5e-2}, {"params": plain, "weight_decay": 0.0}], lr=3e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=30 * 391, pct_start=0.3)
loss_of = nn.CrossEntropyLoss()
x, y = torch.randn(BATCH, 3, 32, 32), torch.randint(0, 10, (BATCH,))
started = time.monotonic() - BEGIN

model.train()
steps, loss_sum, correct = [], 0.0, 0
for step in range(WARM_UP + STEPS):
    begin = time.monotonic()
    optimizer.zero_grad(set_to_none=True)
    logits = model(x)
    loss = loss_of(logits, y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    loss_sum += loss.item() * BATCH
    correct += (logits.argmax(1) == y).sum().item()
    if step >= WARM_UP:
        steps.append(time.monotonic() - begin)

model.eval()
x, validations = torch.randn(VALIDATION_BATCH, 3, 32, 32), []
with torch.no_grad():
    for batch in range(2 + max(2, STEPS // 10)):
        begin = time.monotonic()
        model(x).argmax(1)
        if batch >= 2:
            validations.append((time.monotonic() - begin) / VALIDATION_BATCH)
print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "start_s": started, "step_s": median(steps),
                  "validation_image_s": median(validations)}))
