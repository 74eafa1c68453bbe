using Cells.Bench.Micro.Messages;
using Cells.Bench.Micro.Protobuf;

namespace Cells.Bench.Micro.Workloads;

/// <summary>An array of structs of fixed layout.</summary>
internal sealed class PointWorkload : Workload
{
    private const int Points = 100_000;

    private readonly Forms<PointCloud, PointCloudProto> _forms;

    internal PointWorkload()
        : base("points", "an array of 100,000 fixed structs of 32 bytes")
    {
        var random = new Random(13);
        var value = new PointCloud(7, [.. Enumerable.Range(0, Points).Select(i => new Point(random.NextDouble(), random.NextDouble(), random.NextDouble(), i))]);
        var proto = new PointCloudProto { Frame = value.Frame };
        proto.Points.AddRange(value.Points.Select(static point => new PointProto { X = point.X, Y = point.Y, Z = point.Z, Ticks = point.Ticks }));
        _forms = new Forms<PointCloud, PointCloudProto>(value, proto, JsonForms.Default.PointCloud, PointCloudProto.Parser);
    }

    /// <inheritdoc/>
    public override int ImageBytes => _forms.ImageBytes;

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Write => _forms.Write();

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Access => _forms.Look(
        AccessImages, static cloud => cloud.Points[cloud.Points.Length / 2].Ticks, static cloud => cloud.Points[cloud.Points.Count / 2].Ticks);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Walk => _forms.Look(WalkImages, WalkValue, WalkProto);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Read => _forms.Read();

    private static long AccessImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<Point> points = new PointCloud.View(images[i & (images.Length - 1)]).Points;
            sum += points[points.Length / 2].Ticks;
        }

        return sum;
    }

    private static long WalkImages(byte[][] images, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            foreach (Point point in new PointCloud.View(images[i & (images.Length - 1)]).Points)
                sum += point.X + point.Y + point.Z + point.Ticks;
        }

        return (long)sum;
    }

    private static long WalkValue(PointCloud cloud)
    {
        double sum = 0;
        foreach (Point point in cloud.Points)
            sum += point.X + point.Y + point.Z + point.Ticks;
        return (long)sum;
    }

    private static long WalkProto(PointCloudProto cloud)
    {
        double sum = 0;
        foreach (PointProto point in cloud.Points)
            sum += point.X + point.Y + point.Z + point.Ticks;
        return (long)sum;
    }
}
