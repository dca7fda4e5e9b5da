"""Measures weights of a run with batch normalisation in the lesson's own network under PyTorch, without code of traindeck.

lesson_accuracy.py WEIGHTS.safetensors TEST_BATCH.bin [IMAGES]

The weights are loaded strictly: every tensor of the network must be in the file, with its shape, and no other. Prints one JSON
object with the accuracy and the cross-entropy on the first IMAGES images (all, unless they are given), and the accuracy if the
scores of each image are averaged with those of its mirror image.
"""
import json
import struct
import sys

import torch
from torch import nn

IMAGE_BYTES, BATCH = 3 * 32 * 32, 256
MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
TYPES = {"F32": torch.float32, "I64": torch.int64}


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(body[begin:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def block(cin, cout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(),
        nn.Conv2d(cout, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout2d(0.15))


class CifarCNN(nn.Module):
    def __init__(self, widths, hidden, flattened):
        super().__init__()
        self.features = nn.Sequential(*[block(cin, cout) for cin, cout in zip([3] + widths, widths)])
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(flattened, hidden), nn.ReLU(), nn.Dropout(0.5), nn.Linear(hidden, 10))

    def forward(self, x):
        return self.head(self.features(x))


weights = read_safetensors(sys.argv[1])
widths = [weights["features.%d.0.weight" % index].shape[0]
          for index in range(sum(name.endswith(".0.weight") for name in weights))]
model = CifarCNN(widths, *weights["head.1.weight"].shape)
model.load_state_dict(weights, strict=True)
model.eval()

with open(sys.argv[2], "rb") as file:
    records = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(-1, 1 + IMAGE_BYTES)
records = records[:int(sys.argv[3])] if len(sys.argv) > 3 else records
labels = records[:, 0].long()
images = records[:, 1:].reshape(-1, 3, 32, 32)
mean, std = (torch.tensor(values).reshape(1, 3, 1, 1) for values in (MEAN, STD))

loss, right, right_with_mirror = 0.0, 0, 0
with torch.no_grad():
    for begin in range(0, len(images), BATCH):
        x, y = (images[begin:begin + BATCH] / 255 - mean) / std, labels[begin:begin + BATCH]
        scores = model(x)
        loss += nn.functional.cross_entropy(scores, y, reduction="sum").item()
        right += (scores.argmax(1) == y).sum().item()
        right_with_mirror += ((scores + model(x.flip(3))).argmax(1) == y).sum().item()
print(json.dumps({"images": len(images), "val_acc": right / len(images), "val_loss": loss / len(images),
                  "val_acc_flip": right_with_mirror / len(images)}))
