"""Writes and reads event files with other people's code: usage: events.py protobuf|tensorboard write|read FOLDER

`protobuf`: the messages by Google's protobuf, with descriptors made here; the frame of the records by hand.
`tensorboard`: all by the package of that name.
Both write the same events; `read` prints a line for each number: tag, step, seconds, value, with tabs between.
"""
import struct
import sys
from pathlib import Path


def table():
    values = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        values.append(value)
    return values


TABLE = table()


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def record(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked_crc(length)) + data + struct.pack("<I", masked_crc(data))


def records(log):
    while log:
        (length,) = struct.unpack("<Q", log[:8])
        assert struct.unpack("<I", log[8:12])[0] == masked_crc(log[:8]), "checksum of a length"
        data, log = log[12:12 + length], log[12 + length:]
        assert struct.unpack("<I", log[:4])[0] == masked_crc(data), "checksum of data"
        log = log[4:]
        yield data


def event_class():
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    types = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="t", syntax="proto3")

    def message(name, oneof, *fields):
        made = file.message_type.add(name=name)
        if oneof:
            made.oneof_decl.add(name=oneof)
        for number, field, type, *more in fields:
            added = made.field.add(name=field, number=number, label=types.LABEL_OPTIONAL)
            if isinstance(type, str):
                added.type, added.type_name = types.TYPE_MESSAGE, ".t." + type
            else:
                added.type = type
            if "repeated" in more:
                added.label = types.LABEL_REPEATED
            if "oneof" in more:
                added.oneof_index = 0

    message("Dim", None, (1, "size", types.TYPE_INT64))
    message("Shape", None, (2, "dim", "Dim", "repeated"))
    message("Tensor", None, (1, "dtype", types.TYPE_INT32), (2, "tensor_shape", "Shape"),
            (4, "tensor_content", types.TYPE_BYTES), (5, "float_val", types.TYPE_FLOAT, "repeated"),
            (6, "double_val", types.TYPE_DOUBLE, "repeated"), (10, "int64_val", types.TYPE_INT64, "repeated"))
    message("Image", None, (1, "height", types.TYPE_INT32), (2, "width", types.TYPE_INT32),
            (4, "encoded_image_string", types.TYPE_BYTES))
    message("PluginData", None, (1, "plugin_name", types.TYPE_STRING))
    message("Metadata", None, (1, "plugin_data", "PluginData"))
    message("Value", "value", (1, "tag", types.TYPE_STRING), (2, "simple_value", types.TYPE_FLOAT, "oneof"),
            (4, "image", "Image", "oneof"), (8, "tensor", "Tensor", "oneof"), (9, "metadata", "Metadata"))
    message("Summary", None, (1, "value", "Value", "repeated"))
    message("Event", "what", (1, "wall_time", types.TYPE_DOUBLE), (2, "step", types.TYPE_INT64),
            (3, "file_version", types.TYPE_STRING, "oneof"), (5, "summary", "Summary", "oneof"))
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    found = pool.FindMessageTypeByName("t.Event")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(found)
    return message_factory.MessageFactory(pool).GetPrototype(found)  # before protobuf 4.22


def events(Event):
    """What both write; the test knows it by heart."""
    yield Event(wall_time=1.7e9, file_version="brain.Event:2")
    for step in (0, 1, -3, 1 << 40):
        event = Event(wall_time=1.7e9 + 0.5, step=step)
        event.summary.value.add(tag="loss", simple_value=step / 4)
        event.summary.value.add(tag="picture").image.encoded_image_string = b"x" * 9000
        value = event.summary.value.add(tag="double")
        value.metadata.plugin_data.plugin_name = "scalars"
        value.tensor.dtype = 2
        value.tensor.tensor_content = struct.pack("<d", step + 0.1)
        value = event.summary.value.add(tag="one")
        value.tensor.dtype = 9
        value.tensor.tensor_shape.dim.add(size=1)
        value.tensor.int64_val.append(step)
        value = event.summary.value.add(tag="two")
        value.tensor.dtype = 1
        value.tensor.tensor_shape.dim.add(size=2)
        value.tensor.float_val.extend([1, 2])
        yield event


def write_by_protobuf(folder):
    log = b"".join(record(event.SerializeToString()) for event in events(event_class()))
    (folder / "events.out.tfevents.1700000000.python").write_bytes(log)


def read_by_protobuf(folder):
    Event = event_class()
    for file in sorted(folder.glob("*tfevents*")):
        for data in records(file.read_bytes()):
            event = Event.FromString(data)
            for value in event.summary.value:
                yield value.tag, event.step, event.wall_time, value.simple_value


def write_by_tensorboard(folder):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(str(folder))
    for event in events(Event):
        if not event.file_version:
            writer.add_event(event)
    writer.close()


def read_by_tensorboard(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    log = EventAccumulator(str(folder), size_guidance={"scalars": 0})
    log.Reload()
    for tag in log.Tags()["scalars"]:
        for scalar in log.Scalars(tag):
            yield tag, scalar.step, scalar.wall_time, scalar.value


if __name__ == "__main__":
    library, what, folder = sys.argv[1:]
    found = globals()[f"{what}_by_{library}"](Path(folder))
    for tag, step, seconds, value in found or ():
        print(tag, step, repr(seconds), repr(value), sep="\t")
