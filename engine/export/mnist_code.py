"""The code of a notebook of the third assignment, in pieces that `mnist_cells` puts together."""

LOADING = {
    "keras": """
        (images, digits), (x_test, y_test) = keras.datasets.mnist.load_data()
        """,
    "mnist": """
        from pathlib import Path

        # The file that this run learnt from; where it is not, Keras has the same images.
        path = Path({path!r})
        if path.exists():
            with np.load(path) as file:
                images, digits, x_test, y_test = (
                    file[name] for name in ("x_train", "y_train", "x_test", "y_test")
                )
        else:
            (images, digits), (x_test, y_test) = keras.datasets.mnist.load_data()
        """,
    "npz": """
        # The file that this run learnt from.
        with np.load({path!r}) as file:
            images, digits = file["x_train"], file["y_train"]
            x_test, y_test = file["x_test"], file["y_test"]
        """,
    "idx": """
        import gzip
        from pathlib import Path


        def read(name):
            # One of the four IDX files, packed or not: four bytes, the shape, the pixels.
            path = next(Path({folder!r}).glob(name + "*"))
            content = path.read_bytes()
            if content[:2] == b"\\x1f\\x8b":
                content = gzip.decompress(content)
            shape = np.frombuffer(content, ">i4", count=content[3], offset=4)
            return np.frombuffer(content, np.uint8, offset=4 + 4 * content[3]).reshape(shape)


        images, digits = read("train-images"), read("train-labels")
        x_test, y_test = read("t10k-images"), read("t10k-labels")
        """,
    "sklearn": """
        from PIL import Image
        from sklearn.datasets import load_digits


        def enlarged(ink):
            # As MNIST's digits: the longest side 20 pixels, the centre of mass in the middle.
            rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
            ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            height, width = (max(1, round(side * 20 / max(ink.shape))) for side in ink.shape)
            small = Image.fromarray(ink.astype(np.float32))
            large = small.resize((width, height), Image.Resampling.BICUBIC)
            large = np.clip(np.asarray(large), 0, 1)
            paper = np.zeros((28, 28), np.float32)
            place = []
            for axis, size in enumerate(large.shape):
                middle = np.average(np.arange(size) + 0.5, weights=large.sum(axis=1 - axis))
                place.append(max(0, min(round(14 - float(middle)), 28 - size)))
            top, left = place
            paper[top : top + large.shape[0], left : left + large.shape[1]] = large
            return np.rint(255 * paper).astype(np.uint8)


        found = load_digits()
        order = np.random.RandomState(0).permutation(len(found.target))
        images = np.stack([enlarged(found.images[index] / 16) for index in order])
        digits = found.target[order]
        images, digits, x_test, y_test = images[:-300], digits[:-300], images[-300:], digits[-300:]
        """,
}
"""For each source of the images the code that reads them."""

SPLIT = """
    # The last {n_validation:,} of the training images validate.
    x_train, y_train = images[:-{n_validation}] / np.float32(255), digits[:-{n_validation}]
    x_val, y_val = images[-{n_validation}:] / np.float32(255), digits[-{n_validation}:]
    print(x_train.shape, x_val.shape)
    """

DROPOUT = """
    batch = tf.Variable(0)  # the number of the batch that is learnt from


    class Dropout(keras.layers.Layer):
        # As keras.layers.Dropout; which units are silent follows from the seed and the batch.
        def __init__(self, rate, seed):
            super().__init__()
            self.rate, self.seed = rate, seed

        def call(self, x, training=False):
            if not training:
                return x
            return tf.nn.experimental.stateless_dropout(
                x, self.rate, seed=tf.stack([self.seed, batch]), rng_alg="threefry"
            )
    """

TRAINING = """
    def learning_rate(k):
        # The learning rate of batch k.
        {acting} = [value for start, value in changes.items() if start <= k][-1]
        return {rate}


    def accuracy_on(x, y):
        return model.evaluate(x, y, verbose=0, batch_size=1000)


    losses, epochs = {{"Network": []}}, []
    batches_per_epoch = -(-len(x_train) // batch_size){average_before}
    for k in range(iterations):
        epoch, number = divmod(k, batches_per_epoch)
        if number == 0:
            order = np.random.default_rng([seed, epoch]).permutation(len(x_train))
        chosen = order[number * batch_size : (number + 1) * batch_size]
        model.optimizer.learning_rate = learning_rate(k)
        model.reset_metrics(){dropout_step}
        loss, accuracy = model.train_on_batch(x_train[chosen], y_train[chosen])
        losses["Network"].append(float(loss)){average_step}
        if number == batches_per_epoch - 1:{average_in}
            epochs.append(accuracy_on(x_val, y_val)){average_out}
            rounded = [f"{{value:.4f}}" for value in epochs[-1]]
            print(f"epoch {{epoch + 1}}: validation loss and accuracy", *rounded)
    """

AVERAGE = {
    "average_before": "\n    averages = model.get_weights()",
    "average_step": """
        stays = min(0.999, (2 + k) / (11 + k))
        averages = [stays * a + (1 - stays) * w for a, w in zip(averages, model.get_weights())]""",
    "average_in": """
            trained = model.get_weights()
            model.set_weights(averages)  # they answer""",
    "average_out": "\n            model.set_weights(trained)",
}
"""What is more to training where the averaged weights answer."""

PICTURE = """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("Matplotlib is not installed: no picture. Try: pip install matplotlib")
    else:
        # Each batch is a dot; the line is the mean of the last hundred.
        every = np.array(losses["Network"])
        sums = np.concatenate([[0.0], np.cumsum(every)])
        ends = np.arange(1, len(every) + 1)
        begins = np.maximum(ends - 100, 0)
        plt.plot(ends, every, ".", alpha=0.1)
        plt.plot(ends, (sums[ends] - sums[begins]) / (ends - begins))
        plt.xlabel("batch")
        plt.ylabel("loss")
        plt.show()
    """

COMPARISON = """
    print("                           Descent   here      may differ by")
    for k, loss, tolerance in expected:
        obtained = losses["Network"][k]
        print(f"batch {k:>4}  loss           {loss:.6f}  {obtained:.6f}  {tolerance:g}")
        assert abs(obtained - loss) <= tolerance, (k, loss, obtained)
    for (epoch, known, tolerance), (_, obtained) in zip(expected_epochs, epochs):
        print(f"epoch {epoch:>4}  val_accuracy   {known:.4f}    {obtained:.4f}    {tolerance:g}")
        assert abs(obtained - known) <= tolerance, (epoch, known, obtained)
    print("All losses are those of the run.")
    """

REASON = """
    ## The same numbers as in Descent

    Training is in float32, and Descent computes sixteen batches in one call compiled by XLA, where
    `train_on_batch` computes one: sums are taken in another order, so the last digits differ, and
    training makes the difference grow. The first batches must agree to {close:g}; after each epoch
    the accuracy on the validation images must, as far as such a difference can move it.
    """

OPTIMIZERS = {
    "adam": "keras.optimizers.Adam()",
    "sgd": "keras.optimizers.SGD()",
    "momentum": "keras.optimizers.SGD(momentum=0.9)",
    "rmsprop": "keras.optimizers.RMSprop()",
}
"""As they are written in Keras; the learning rate is set for each batch."""
