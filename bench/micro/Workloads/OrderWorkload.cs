using Cells.Bench.Micro.Messages;
using Cells.Bench.Micro.Protobuf;

namespace Cells.Bench.Micro.Workloads;

/// <summary>One order.</summary>
internal sealed class OrderWorkload : Workload
{
    private readonly Forms<Order, OrderProto> _forms;

    internal OrderWorkload()
        : base("order", "one order: a short text and four numbers")
    {
        var value = new Order("AAPL", 100, 187.25, 42_000_000_017, true);
        var proto = new OrderProto { Symbol = value.Symbol, Quantity = value.Quantity, Price = value.Price, Account = value.Account, Urgent = value.Urgent };
        _forms = new Forms<Order, OrderProto>(value, proto, JsonForms.Default.Order, OrderProto.Parser);
    }

    /// <inheritdoc/>
    public override int ImageBytes => _forms.ImageBytes;

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Write => _forms.Write();

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Access => _forms.Look(AccessImages, static order => order.Quantity, static order => order.Quantity);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Walk => _forms.Look(
        WalkImages,
        static order => order.Symbol.Length + order.Quantity + (long)order.Price + (long)order.Account + (order.Urgent ? 1 : 0),
        static order => order.Symbol.Length + order.Quantity + (long)order.Price + (long)order.Account + (order.Urgent ? 1 : 0));

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Read => _forms.Read();

    private static long AccessImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += new Order.View(images[i & (images.Length - 1)]).Quantity;
        return sum;
    }

    private static long WalkImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            var order = new Order.View(images[i & (images.Length - 1)]);
            sum += order.Symbol.Bytes.Length + order.Quantity + (long)order.Price + (long)order.Account + (order.Urgent ? 1 : 0);
        }

        return sum;
    }
}
