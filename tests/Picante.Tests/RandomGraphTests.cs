namespace Picante.Tests;

/// <summary>Random graphs, random changes, random askers that come and go, compared with computing everything anew.</summary>
public class RandomGraphTests
{
    private const int Inputs = 6;
    private const int Queries = 12;

    [Fact]
    public async Task Whatever_happens_the_answers_are_those_of_computing_everything_anew()
    {
        int rounds = Environment.GetEnvironmentVariable("PICANTE_ROUNDS") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 150;
        for (int seed = 0; seed < rounds; seed++)
            await new World(seed).LiveAsync();
    }

    private sealed class World
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly Input<int, int> _input = new("input", new InputOptions<int, int> { KeyCodec = NumberCodec.Instance, ValueCodec = NumberCodec.Instance });
        private readonly Query<int, int> _query;
        private readonly List<(Snapshot Snapshot, Dictionary<int, int> Values)> _snapshots = [];
        private Dictionary<int, int> _values = [];
        private Database _database;

        internal World(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _query = new Query<int, int>(
                "query",
                ComputeAsync,
                new QueryOptions<int, int> { KeyCodec = NumberCodec.Instance, ValueCodec = seed % 3 == 0 ? null : NumberCodec.Instance, Size = static _ => 1 });
            _database = NewDatabase();
        }

        internal async Task LiveAsync()
        {
            for (int step = 0; step < 40; step++)
            {
                switch (_random.Next(6))
                {
                    case 0 or 1:
                        Change();
                        break;
                    case 2:
                        _snapshots.Add((_database.Snapshot(), new(_values)));
                        break;
                    case 3 when _snapshots.Count > 2:
                        int which = _random.Next(_snapshots.Count);
                        _snapshots[which].Snapshot.Dispose();
                        _snapshots.RemoveAt(which);
                        break;
                    case 4 when _random.Next(4) == 0:
                        Restart();
                        break;
                    default:
                        await AskAsync();
                        break;
                }
            }
        }

        private Database NewDatabase() => new([_input, _query], new DatabaseOptions { MaxBytes = _seed % 2 == 0 ? 5 : 1000 });

        private void Change()
        {
            InputBatch batch = _database.Change();
            for (int i = _random.Next(3); i >= 0; i--)
            {
                int key = _random.Next(Inputs);
                if (_random.Next(5) == 0)
                {
                    batch.Remove(_input, key);
                    _values.Remove(key);
                }
                else
                {
                    int value = _random.Next(3);
                    batch.Set(_input, key, value);
                    _values[key] = value;
                }
            }

            batch.Commit();
        }

        private void Restart()
        {
            using var saved = new MemoryStream();
            _database.Save(saved, "v");
            foreach ((Snapshot snapshot, _) in _snapshots)
                snapshot.Dispose();
            _snapshots.Clear();
            _database = NewDatabase();
            Assert.Null(_database.Load(saved.ToArray(), "v"));

            // Somebody has worked on the inputs meanwhile.
            _values = _values.Where(_ => _random.Next(6) > 0).ToDictionary(static entry => entry.Key, entry => _random.Next(6) > 0 ? entry.Value : _random.Next(3));
            InputBatch batch = _database.Change();
            foreach ((int key, int value) in _values)
                batch.Set(_input, key, value);
            batch.Commit();
        }

        private async Task AskAsync()
        {
            if (_snapshots.Count == 0)
                _snapshots.Add((_database.Snapshot(), new(_values)));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(_snapshots[_random.Next(_snapshots.Count)], _random.Next(Queries), _random.Next(4) == 0 ? _random.Next(40) : null)));
        }

        private async Task AskAsync((Snapshot Snapshot, Dictionary<int, int> Values) from, int key, int? leavesAfter)
        {
            using var leave = new CancellationTokenSource();
            Task<int?> answer = Task.Run<int?>(async () =>
            {
                try
                {
                    return await from.Snapshot.GetAsync(_query, key, leave.Token);
                }
                catch (InvalidOperationException)
                {
                    return null;
                }
            });
            for (int turn = 0; turn < leavesAfter; turn++)
                await Task.Yield();
            if (leavesAfter is not null)
                await leave.CancelAsync();
            try
            {
                Assert.True(Anew(from.Values, key) == await answer.WaitAsync(TimeSpan.FromSeconds(60)), $"seed {_seed}, query {key}, revision {from.Snapshot.Revision}");
            }
            catch (OperationCanceledException) when (leavesAfter is not null)
            {
                // It has left.
            }
        }

        /// <summary>What a query does follows from the seed and its key; what it asks next, from what it was told before.</summary>
        private async ValueTask<int> ComputeAsync(QueryContext context, int key)
        {
            var program = new Random((_seed * 1000) + key);
            int value = key;
            for (int step = program.Next(4); step >= 0; step--)
            {
                if (program.Next(3) == 0)
                    await Task.Yield();
                (int input, int query) = (program.Next(Inputs), program.Next(key + 1, Queries + 1));
                if (query < Queries && (value & 1) == program.Next(2))
                    value += await context.GetAsync(_query, query);
                else
                    value += context.TryGet(_input, input, out int given) ? given : 0;
                value %= 4;
            }

            return value == 3 && program.Next(4) == 0 ? throw new InvalidOperationException("it fails here") : value;
        }

        private int? Anew(Dictionary<int, int> values, int key)
        {
            var program = new Random((_seed * 1000) + key);
            int value = key;
            for (int step = program.Next(4); step >= 0; step--)
            {
                program.Next(3);
                (int input, int query) = (program.Next(Inputs), program.Next(key + 1, Queries + 1));
                if (query < Queries && (value & 1) == program.Next(2))
                {
                    if (Anew(values, query) is not { } other)
                        return null;
                    value += other;
                }
                else
                {
                    value += values.GetValueOrDefault(input);
                }

                value %= 4;
            }

            return value == 3 && program.Next(4) == 0 ? null : value;
        }
    }
}
